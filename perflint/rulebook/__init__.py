"""Rules as data: YAML files become Rule values, chosen by profile, select and ignore."""

from perflint.rulebook.book import RuleBook, load_rulebook
from perflint.rulebook.rule import Basis, Condition, Example, Rule, Variant
from perflint.rulebook.trial import Side, Trial

__all__ = ["Basis", "Condition", "Example", "Rule", "RuleBook", "Side", "Trial", "Variant", "load_rulebook"]
