"""YAML as plain data that still knows its lines, and mappings turned into typed options."""
