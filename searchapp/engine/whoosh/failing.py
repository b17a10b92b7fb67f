"""Why something does not pass, in bits: 0 if it does."""

YEAR = 1
REGION = 2
SPEAKER = 4
TIME = 8
DELETED = 16
