"""`python -m cleantext.compile_packs`: rebuild the compiled form of the shipped packs."""

from cleantext.compiled import COMPILED, write_compiled

if __name__ == "__main__":
    print(f"{write_compiled()} rules -> {COMPILED.name}")
