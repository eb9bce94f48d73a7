"""Settings of clients: read leniently, and what cannot be used is named."""

import pytest

from perflint.lsp.settings import Settings, settings_of

FULL = {
    "profile": "strict",
    "lang": "en",
    "select": ["VAG", " UNT001 "],
    "ignore": "STR010，hedged-value",
    "configFile": "conf/perflint.yaml",
    "year": "2025",
    "run": "onSave",
    "explainLinks": True,
    "asksReasons": True,
}
READ = Settings(
    "strict", "en", ("VAG", "UNT001"), ("STR010", "hedged-value"), "conf/perflint.yaml", 2025, "onSave", True, True
)


@pytest.mark.parametrize("given", [FULL, {"perflint": FULL}, {**FULL, "path": "/x", "trace": {"server": "off"}}])
def test_settings_are_read_bare_or_below_their_name(given):
    assert settings_of(given, Settings()) == (READ, [])


@pytest.mark.parametrize("given", [None, [], "x", {}, {"profile": None, "select": [], "lang": "", "year": None}])
def test_what_says_nothing_changes_nothing(given):
    assert settings_of(given, READ) == (READ, [])


@pytest.mark.parametrize(
    ("key", "value"),
    [("profile", "strikt"), ("lang", "fr"), ("select", [1]), ("select", 3), ("year", 20), ("year", True), ("year", "x"),
     ("run", "never"), ("configFile", 3), ("explainLinks", "yes")],
)  # fmt: skip
def test_a_value_that_cannot_be_is_named_and_left(key, value):
    settings, (complaint,) = settings_of({key: value, "lang": "en"} if key != "lang" else {key: value}, Settings())
    assert settings == (Settings(lang="en") if key != "lang" else Settings())
    assert key in complaint.en and repr(value) in complaint.zh


def test_an_unknown_name_is_named_with_the_nearest():
    (complaint,) = settings_of({"profil": "strict"}, Settings())[1]
    assert complaint.en == "unknown setting 'profil'; did you mean 'profile'?"
