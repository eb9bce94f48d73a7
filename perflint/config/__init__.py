"""The user's configuration: files, packs and options in layers, every wrong key named, every setting traced."""

from perflint.config.find import FILE_NAMES, load
from perflint.config.keys import KEYS
from perflint.config.layers import Config, Layer
from perflint.config.packs import Pack, pack_names, packs
from perflint.config.source import Origin

__all__ = ["FILE_NAMES", "KEYS", "Config", "Layer", "Origin", "Pack", "load", "pack_names", "packs"]
