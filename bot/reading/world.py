"""The countries and territories of the world by code, whether or not a dataset speaks of them."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

_NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Two-letter entries of the table that are a union, an organisation, or a test."""

OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "AE": ("UAE", "Emirates"),
    "BA": ("Bosnia",),
    "BN": ("Brunei Darussalam",),
    "BY": ("Byelorussia", "Belorussia"),
    "CD": ("DR Congo", "DRC", "Democratic Republic of the Congo", "Congo"),
    "CG": ("Republic of the Congo", "Congo"),
    "CI": ("Ivory Coast",),
    "CN": ("PRC", "People's Republic of China"),
    "CV": ("Cabo Verde",),
    "CZ": ("Czech Republic",),
    "FM": ("Federated States of Micronesia",),
    "GB": ("UK", "Britain", "Great Britain", "England"),
    "HK": ("Hong Kong",),
    "IR": ("Islamic Republic of Iran", "Persia"),
    "KG": ("Kyrgyz Republic", "Kirghizia", "Kirgizia"),
    "KP": ("DPRK", "Democratic People's Republic of Korea", "Korea"),
    "KR": ("Republic of Korea", "ROK", "Korea"),
    "LA": ("Lao PDR",),
    "MK": ("Macedonia",),
    "MM": ("Myanmar", "Burma"),
    "MO": ("Macao", "Macau"),
    "NL": ("Holland", "The Netherlands"),
    "PS": ("Palestine",),
    "RU": ("Russian Federation",),
    "SA": ("KSA",),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Swaziland",),
    "TL": ("East Timor",),
    "TR": ("Turkey",),
    "US": ("USA", "U.S.", "U.S.A.", "America", "United States of America"),
    "VA": ("Vatican", "Holy See"),
    "VN": ("Viet Nam",),
}
"""What people say beside the table's own name."""


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Two-letter code to English name. The table is read on the first call (some 50 ms)."""
    return {
        code: name
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    }


@lru_cache(maxsize=1)
def spellings() -> tuple[tuple[str, str], ...]:
    """Every (code, name) by which a country is known: the table's name, its variants, and the others."""
    found: list[tuple[str, str]] = []
    for code, name in countries().items():
        found.append((code, name))
        if name.startswith("St. "):
            found.append((code, name.replace("St.", "Saint", 1)))
        found.extend((code, other) for other in OTHER_NAMES.get(code, ()))
    return tuple(found)
