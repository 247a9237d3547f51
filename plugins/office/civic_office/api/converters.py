from django.urls import register_converter


class NumberConverter:
    """A number that fits every database's largest whole number; anything longer is no address of ours."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(NumberConverter, "number")
