"""What an engine must find, as short as it can be written: `civic_search.queries` in words, this in code."""

from hypothesis import strategies as st

_ODD = (
    "临沂市人民政府办公室 财政预算 決算公開 營業執照 答覆 看著 乾隆 ＡＢＣ１２３ 〔2016〕44号 covid-19 e\u0301 é ﬁ ㎏ ① İ Σας ß "
    "\u200b \u200d \ufeff \u00ad 👨\u200d👩\u200d👧 1\ufe0f\u20e3 ， 。 \n \x00 \ud800 𠮷 ๆ ก็ が カ\u3099 ﷺ"
)
#: Texts as they come: simplified and traditional, full width, accents, invisible characters, emoji, controls, lone surrogates.
PARTS = st.one_of(
    st.sampled_from(_ODD.split(" ")),
    st.text(max_size=4),
)
TEXTS = st.lists(PARTS, max_size=12).map("".join)


def matches(tokens, phrase):
    """Whether a token stream holds the phrase: its tokens next to one another, the last perhaps only begun."""
    stream, wanted = tokens.split(" "), phrase.tokens
    *whole, last = wanted
    return any(
        stream[place : place + len(whole)] == whole
        and (stream[place + len(whole)].startswith(last) if phrase.is_prefix else stream[place + len(whole)] == last)
        for place in range(len(stream) - len(whole))
    )


def finds(tokens, query):
    """Whether every term is found in the token stream, by any of its phrases."""
    return all(any(matches(tokens, phrase) for phrase in term.phrases) for term in query.terms)


def spoken(pieces):
    """A passage with its marks in brackets."""
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in pieces)
