"""An import-linter contract of our own: a package that may use only what is named."""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyContract(Contract):
    """`package` and everything in it may import the standard library, itself and `allowed`; nothing else.

    import-linter can forbid named modules; a promise such as "touches attrs and the standard library only" needs
    the opposite, or the next new dependency would slip through.
    """

    type_name = "only"
    package = fields.StringField()
    allowed = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 -- import-linter's signature
        package, allowed = str(self.package), [str(name) for name in self.allowed]  # type: ignore[attr-defined]
        faults = [
            f"{importer} -> {imported}"
            for importer in sorted({package, *graph.find_descendants(package)})
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if imported.split(".")[0] not in sys.stdlib_module_names
            and not any(imported == name or imported.startswith(f"{name}.") for name in [package, *allowed])
        ]
        return ContractCheck(kept=not faults, metadata={"faults": faults})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each import that is not allowed."""
        for fault in check.metadata["faults"]:
            output.print_error(fault)
