"""What is measured, each in a process of its own: ``python -m benchmarks.rank.workers.NAME``.

Arguments are the task, the votes (Parquet) and where to put the answer. A worker prints one line of
JSON: seconds of each stage (``import``, ``read``, ``work``…) and its peak resident memory. Those of
the peers run in their environment, and import nothing of ours but `watch`.
"""
