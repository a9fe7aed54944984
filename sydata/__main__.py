"""`python -m sydata`."""

import sys

from sydata.cli import main

sys.exit(main())
