from pathlib import Path
def report(files: list[Path]) -> str:
    return ""
