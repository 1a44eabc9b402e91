"""The clock of the programs beside it: they call `mark` between their parts and `report` at the end."""
import json
import time

_marks = [time.perf_counter()]
_PHASES = ["import", "defineClass", "defineFunction", "first", "second"]


def mark():
    _marks.append(time.perf_counter())


def report(results):
    spent = [(end - start) * 1000 for start, end in zip(_marks, _marks[1:])]
    milliseconds = dict(zip(_PHASES, spent))
    print(json.dumps({"milliseconds": milliseconds, "results": [str(result) for result in results], "evidence": []}))
