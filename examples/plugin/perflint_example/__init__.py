"""An example plugin for perflint: one check kind, one reader, one reporter."""
