#!/usr/bin/env python3
"""Presidio's pattern recognisers on the texts of corpora.py: presidio.py FOLDER. Needs presidio-analyzer 2.2.366 and no model.

stock: the recognisers that are on by default; all: every pattern recogniser it ships. Processor time, 10^6 bytes a second.
"""

import inspect
import pathlib
import sys
import time

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, predefined_recognizers
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

SECONDS = 20


class NoModel(NlpEngine):
    """Tokens by white space: what a pattern recogniser asks of a model."""

    def load(self):
        pass

    def is_loaded(self):
        return True

    def process_text(self, text, language):
        return NlpArtifacts([], [], [], [], self, language)

    def process_batch(self, texts, language, **_):
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word, language):
        return False

    def is_punct(self, word, language):
        return False

    def get_supported_entities(self):
        return []

    def get_supported_languages(self):
        return ["en"]


def registry(everything):
    registry = RecognizerRegistry(supported_languages=["en"])
    if not everything:
        registry.load_predefined_recognizers(languages=["en"], nlp_engine=NoModel())
        registry.recognizers = [one for one in registry.recognizers if "Spacy" not in type(one).__name__]
        return registry
    for _, kind in inspect.getmembers(predefined_recognizers, inspect.isclass):
        try:
            one = kind(supported_language="en")
        except Exception:  # those that ask for a model or a key
            continue
        if hasattr(one, "patterns") or "Phone" in kind.__name__:
            registry.add_recognizer(one)
    return registry


def main():
    folder = pathlib.Path(sys.argv[1])
    for name, everything in (("stock", False), ("all", True)):
        engine = AnalyzerEngine(registry=registry(everything), nlp_engine=NoModel(), supported_languages=["en"])
        rates = []
        for text in ("sparse", "dense", "prose"):
            start, size = time.process_time(), 0
            for line in (folder / f"{text}.txt").open(encoding="utf-8"):
                engine.analyze(line, language="en", score_threshold=0.4)
                size += len(line.encode())
                if time.process_time() - start > SECONDS:
                    break
            rates.append(size / (time.process_time() - start) / 1e6)
        print(f"presidio {name} ({len(engine.registry.recognizers)} recognisers)", *(f"{rate:.3f}" for rate in rates))


if __name__ == "__main__":
    main()
