"""Easy Finnish: as Finnish, without the abbreviation: 22.11.2026 kello 10.15."""

DATE_FORMAT = SHORT_DATE_FORMAT = "j.n.Y"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j.n.Y \\k\\e\\l\\l\\o\u00a0G.i"
