import subprocess
import sys


def test_the_package_needs_numpy_and_nothing_else_of_the_program():
    code = (
        "import sys; before = set(sys.modules); import qualcode.agreement\n"
        "new = {name for name in set(sys.modules) - before}\n"
        "print(sorted(n for n in new if n.startswith(('scipy', 'pandas', 'sklearn', 'nltk'))\n"
        "  or (n.startswith('qualcode.') and not n.startswith('qualcode.agreement')\n"
        "  and n != 'qualcode._version')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
