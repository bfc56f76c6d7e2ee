from search.words import encode, runs_of_digits, words_in


def test_words_keep_their_hyphens_and_colons():
    assert list(words_in("Sote-uudistus (EU:n) – ”äiti’n”, 1.2!")) == [
        "Sote-uudistus",
        "EU:n",
        "äiti’n",
        "1",
        "2",
    ]


def test_soft_hyphens_and_loose_accents_do_not_part_a_word():
    assert list(words_in("hyvin\u00advointi a\u0308iti")) == ["hyvinvointi", "äiti"]


def test_encoded_words_are_plain_and_keep_our_vowels_apart():
    assert encode("Sää, saa – São 😀 Łódź") == "saqxaqx saa sao łodz"
    assert encode("Sote-uudistus EU:n") == "sote uudistus eu n"
    assert encode("Åbo") != encode("Äbo") != encode("Abo")


def test_other_scripts_are_words_too():
    assert encode("Привет") == "привет"


def test_nothing_is_left_of_signs():
    assert encode("\0 \" ' ( ) * : ^ 😀") == ""


def test_numbers_in_groups_are_one_number():
    assert runs_of_digits("Soita 116 117 tai 040 123 4567, ma 8–16, 12 345 678") == [
        "116117",
        "0401234567",
        "12345678",
    ]
    assert runs_of_digits("vuonna 2026") == []
