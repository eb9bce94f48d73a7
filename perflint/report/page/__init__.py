"""The parts of the HTML report: what is shown where, the overview, the drawn tables, style and script."""
