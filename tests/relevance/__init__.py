"""How good the order of results is, measured: graded questions over two cities, asked the whole way (`domain.ask`).

`demo.yaml` and `wanglan.yaml` hold the questions and the judgements, `judgements` reads them, `cities` loads what they are
about, `measures` computes nDCG and MRR, `measuring` asks and computes, `reports` prints. `python -m tests.relevance`
prints the figures and the worst questions; `--write` makes them the baseline that the tests compare with.
"""
