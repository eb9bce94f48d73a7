"""Rules as data: YAML files become Rule values, chosen by profile, select and ignore."""

from perflint.rulebook.book import RuleBook, load_rulebook
from perflint.rulebook.rule import Basis, Condition, Example, Rule, Variant

__all__ = ["Basis", "Condition", "Example", "Rule", "RuleBook", "Variant", "load_rulebook"]
