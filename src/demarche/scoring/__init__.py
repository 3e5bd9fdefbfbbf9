"""Score coded claims against what people annotated: precision, recall and F1, fields, confusions, the worst reports.

>>> scores = score(load_gold(Path("gold")), load_predictions(Path("coded.jsonl")))
>>> print(tell_scores(scores))
"""

from demarche.scoring.gold import GoldClaim, GoldDocument, load_gold
from demarche.scoring.measuring import Scores, score
from demarche.scoring.page import make_page
from demarche.scoring.predictions import Prediction, load_predictions, of_rows
from demarche.scoring.telling import counted, tell_scores

__all__ = [
    "GoldClaim",
    "GoldDocument",
    "Prediction",
    "Scores",
    "counted",
    "load_gold",
    "load_predictions",
    "make_page",
    "of_rows",
    "score",
    "tell_scores",
]
