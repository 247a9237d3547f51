from civic_disclosure.widgets import PagesChooser


def test_chosen_pages_are_read_in_order_and_what_is_no_number_is_passed_over():
    data = {"interprets-10": "3", "interprets-0": "7", "interprets-²": "9", "interprets-1": "", "interprets-2": "7"}

    assert PagesChooser("civic_disclosure.ItemPage").value_from_datadict(data, {}, "interprets") == ["7", "3"]
