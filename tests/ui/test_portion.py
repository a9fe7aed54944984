from __future__ import annotations

from streamlit.testing.v1 import AppTest

from sydata.ui.parts.portion import portion_words


def drawn(count: int) -> AppTest:
    def app(count: int) -> None:
        import streamlit as st

        from sydata.ui.parts.portion import portion

        part = portion(count, "rows", 100)
        st.write(f"{part.start}:{part.stop}")

    return AppTest.from_function(app, kwargs={"count": count}).run()


def test_what_fits_is_shown_whole_and_says_nothing() -> None:
    at = drawn(100)
    assert (at.markdown[0].value, len(at.get("html"))) == ("0:100", 0)
    assert portion_words(slice(0, 100), 100) == ""


def test_of_thousands_a_page_is_shown_with_words_which_ones() -> None:
    at = drawn(2_972)
    assert at.markdown[0].value == "0:100"
    assert ["1–100" in each.proto.body and "2,972" in each.proto.body for each in at.get("html")] == [True]


def test_the_last_page_ends_with_the_last_row() -> None:
    assert "2,901" in portion_words(slice(2_900, 2_972), 2_972)
    assert "2,972" in portion_words(slice(2_900, 2_972), 2_972)
