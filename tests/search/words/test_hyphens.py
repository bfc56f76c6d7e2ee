import pytest

from search.words import with_seams


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kotihoidossa", "Koti|hoidossa"),
        (
            "Mielenterveyskuntoutujien palvelut",
            "Mielen|terveys|kuntoutujien palvelut",
        ),
        ("Hyvinvointialueella nyt", "Hyvin|vointi|alueella nyt"),
        ("Yhdenvertaisuutta", "Yhden|vertaisuutta"),
        ("Allekirjoittajien", "Alle|kirjoittajien"),
        ("Sosiaalihuoltolain", "Sosiaali|huolto|lain"),
        ("Viikonloppuisin", "Viikon|loppuisin"),
        ("Yöpäivystykseen", "Yöpäivystykseen"),
        ("Hervannassakin", "Hervannassakin"),
        ("Mänttä-Vilppulassa", "Mänttä-Vilppulassa"),
        ("Sote-palvelujärjestelmä", "Sote-palvelu|järjestelmä"),
        ("Palvelu", "Palvelu"),
    ],
)
def test_seams_of_long_words(text, shown):
    assert with_seams(text, "fi").replace("\u00ad", "|") == shown


def test_a_break_that_somebody_set_is_left():
    assert with_seams("koti\u00adhoidossa", "fi") == "koti\u00adhoidossa"


def test_other_languages_are_left():
    assert with_seams("socialvårdstjänster", "sv") == "socialvårdstjänster"
