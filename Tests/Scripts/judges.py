#!/usr/bin/python3
"""Three judges who know nothing of Lull read the same scripts: PyYAML (BaseLoader), yamllint (key-duplicates) and jsonschema with the schema
that is shipped. Each must refuse what its label says and accept the rest. The label is the first line of the .expected file beside a script."""
import json
import pathlib
import sys

import jsonschema
import yaml
import yamllint.config
import yamllint.linter

root = pathlib.Path(sys.argv[1])
schema = json.loads((root / "Assets/session-1.schema.json").read_text("utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
of_chairs = jsonschema.Draft7Validator(json.loads((root / "Assets/chair-1.schema.json").read_text("utf-8")))
jsonschema.Draft7Validator.check_schema(of_chairs.schema)
duplicates = yamllint.config.YamlLintConfig("rules: {key-duplicates: enable}")

# What each label asks of the judges in turn: True accepts, False refuses, None is not asked.
asked = {
    "good": (True, True, True),
    "meaning": (True, True, True),
    "syntax": (False, None, None),
    "duplicate": (True, False, None),
    "structure": (True, True, False),
    "ours": (None, None, None),
}


def verdicts(data, schema=validator):
    """Whether PyYAML, yamllint and the schema accept these bytes."""
    try:
        value = yaml.load(data, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as e:
        return (False, None, None), str(e)
    problems = [p for p in yamllint.linter.run(data.decode("utf-8-sig"), duplicates) if p.rule == "key-duplicates"]
    if problems:
        return (True, False, None), str(problems[0])
    errors = sorted(schema.iter_errors(value), key=lambda e: list(map(str, e.absolute_path)))
    return (True, True, not errors), "; ".join(f"{list(e.absolute_path)}: {e.message[:200]}" for e in errors[:3])


passed = failed = 0
scripts = [(f, f.with_suffix(".expected").read_text("utf-8").splitlines()[0].removeprefix("# "))
           for f in sorted((root / "Tests/Scripts").glob("*/*.yaml"))]
scripts += [(f, "good") for f in sorted((root / "Sessions").glob("*.yaml"))]
scripts += [(f, "good") for f in sorted((root / "Assets/Chairs").glob("*.yaml"))]
for path, label in scripts:
    wanted = asked[label]
    if wanted == (None, None, None):
        continue
    found, why = verdicts(path.read_bytes(), of_chairs if path.parent.name == "Chairs" else validator)
    if all(w is None or w == f for w, f in zip(wanted, found)):
        passed += 1
    else:
        failed += 1
        print(f"{path.relative_to(root)} is labelled {label}, but the judges said {found}: {why}")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
