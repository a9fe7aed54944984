"""`python -m sydata.sample DIR`: writes the small sample, as sample_data holds it, into a folder."""

import sys
from pathlib import Path

from sydata.sample import write

if __name__ == "__main__":
    manifest = write(Path(sys.argv[1]), scale="small")
    counts = f"{len(manifest.files)} files, {manifest.data_rows} rows, {manifest.findings} findings"
    sys.stdout.write(counts + "\n")
