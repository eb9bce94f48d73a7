"""The field's data: categories, schemes, units and word lists, and their loader."""

from perflint.taxonomy.loader import load_taxonomy
from perflint.taxonomy.model import Category, Scheme, Scoring, Taxonomy, Units, label_key

__all__ = ["Category", "Scheme", "Scoring", "Taxonomy", "Units", "label_key", "load_taxonomy"]
