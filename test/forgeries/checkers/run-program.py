"""Runs the checking program of packs on one pack after the other, as often as a line of standard input names one.

    python3 run-program.py VERIFY.PY

Starting Python takes longer than a small pack does. What runs is the program's own `main`, with its arguments in `sys.argv`;
one line of JSON each says how it ended and what it printed.
"""
import contextlib
import importlib.util
import io
import json
import sys
import traceback

specification = importlib.util.spec_from_file_location("verify", sys.argv[1])
program = importlib.util.module_from_spec(specification)
specification.loader.exec_module(program)
answers = sys.stdout

for line in sys.stdin:
    sys.argv = ["verify.py", line.rstrip("\n"), "--json"]
    printed, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
        try:
            code = program.main()
        except BaseException:
            code = None
            traceback.print_exc()
    print(json.dumps({"code": code, "printed": printed.getvalue(), "said": said.getvalue()}), file=answers, flush=True)
