"""One genomic node of a register file, read into what it asks."""

from collections.abc import Callable

from data.ingest.trials.criteria_values import (
    ANY_GENE,
    codon,
    gene,
    listed,
    partner,
    protein,
    texts,
    without_bang,
    word,
)
from data.ingest.trials.nodes import Keyed, shown
from data.ingest.trials.walking import Notes
from domain.knowledge.exon_words import exons_in
from domain.origins import Origin
from domain.trials.criteria import (
    SIGNATURE_VALUES,
    All,
    Classification,
    CopyCall,
    Genomic,
    Not,
    Signature,
    SignatureKind,
    Tree,
    VariantCategory,
    WildType,
)

_Reader = Callable[[str, str, int, Notes], str | None]
_SIGNATURES = frozenset(kind.value for kind in SignatureKind)
_MUTATION = frozenset({"protein_change", "wildcard_protein_change", "variant_classification", "exon"})
_ALLOWED = {
    VariantCategory.MUTATION: _MUTATION | {"origin"},
    VariantCategory.COPY_NUMBER: frozenset({"cnv_call", "origin"}),
    VariantCategory.STRUCTURAL: frozenset({"fusion_partner_hugo_symbol"}),
    VariantCategory.SPLICE: frozenset({"exon"}),
    VariantCategory.ANY: frozenset({"origin"}),
}
"""Which keys narrow a category."""
_NARROWING = frozenset[str]().union(*_ALLOWED.values())
_GENOMIC = _NARROWING | _SIGNATURES | {"hugo_symbol", "variant_category", "wildtype", "display_name"}
_ORIGINS = (Origin.GERMLINE.value, Origin.SOMATIC.value)
_CALLS = {"amplification": "high amplification", "low amplification": "gain"}
_YES = {"true": True, "yes": True, "y": True, "false": False, "no": False, "n": False}
_MMR = {"deficient (mmr-d / msi-h)": "MMR-Deficient", "proficient (mmr-p / mss)": "MMR-Proficient"}


class _Values:
    """The values of one genomic node, each without its ``!``; one ``!`` negates the node as a whole."""

    def __init__(self, node: Keyed, path: str, notes: Notes) -> None:
        self.node, self.path, self.notes = node, path, notes
        self.negated = False
        self.values: dict[str, tuple[str, ...]] = {}
        for key, value in node.entries.items():
            if key not in _GENOMIC:
                notes.error(f"{path}.{key}", node.lines[key], key, f"one of {', '.join(sorted(_GENOMIC))}")
            elif key != "display_name":
                self.values[key] = self._bare(key, texts(value, f"{path}.{key}", node.lines[key], notes))

    def _bare(self, key: str, said: tuple[str, ...]) -> tuple[str, ...]:
        pairs = [without_bang(one) for one in said]
        banged = {bang for bang, _ in pairs}
        if len(banged) > 1:
            self.notes.error(*self.at(key), ", ".join(said), "all values with ! or none")
        if True in banged and key not in _SIGNATURES:
            self.negated = True
        return tuple(said if key in _SIGNATURES else (value for _, value in pairs))

    def at(self, key: str) -> tuple[str, int]:
        """Path and line of a key."""
        return f"{self.path}.{key}", self.node.lines[key]

    def one(self, key: str) -> str | None:
        """The single value of a key; several are an error."""
        said = self.values.get(key, ())
        if len(said) > 1:
            self.notes.error(*self.at(key), ", ".join(said), "one value")
        return said[0] if said else None


def read_genomic(node: Keyed, path: str, notes: Notes) -> Tree | None:
    """What a genomic node asks: a change, a property of the genome, or both; ``None`` with its errors."""
    before, notes.refused = notes.refused, False
    values = _Values(node, path, notes)
    parts: list[Tree] = [
        made for key in sorted(_SIGNATURES & set(values.values)) if (made := _signature(key, values, notes))
    ]
    asks_change = set(values.values) - _SIGNATURES - {"hugo_symbol"}
    named = values.one("hugo_symbol")
    no_gene = named is None or named.casefold() in ANY_GENE
    if asks_change - {"variant_category"} or not _SIGNATURES & set(values.values) or not no_gene:
        change = _change(values, None if no_gene else named, notes)
        parts += [change] if change is not None else []
    failed, notes.refused = notes.refused, notes.refused or before
    if failed or not parts:
        return None
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _signature(key: str, values: _Values, notes: Notes) -> Tree | None:
    said = values.one(key)
    if said is None:
        return None
    bang, bare = without_bang(said)
    kind = SignatureKind(key)
    value = listed(SIGNATURE_VALUES[kind], _MMR.get(bare.casefold(), bare), *values.at(key), notes)
    if value is None:
        return None
    return Not(Signature(kind, value)) if bang else Signature(kind, value)


def _change(values: _Values, named: str | None, notes: Notes) -> Tree | None:
    symbol = gene(named, *values.at("hugo_symbol"), notes) if named else None
    wild = _wild_type(values, symbol, notes)
    if wild is not None:
        return wild
    said = values.one("variant_category")
    if said is None:
        expected = f"variant_category: one of {', '.join(one.value for one in VariantCategory)}"
        notes.error(values.path, values.node.line, shown(values.node), expected)
        return None
    category = word(VariantCategory, said, *values.at("variant_category"), notes)
    if category is None:
        return None
    for key in sorted(set(values.values) & _NARROWING - _ALLOWED[category]):
        notes.error(*values.at(key), key, f"no such key beside variant_category {category.value}")
    other = values.one("fusion_partner_hugo_symbol")
    no_partner = other is None or other.casefold() in ANY_GENE
    made = Genomic(
        gene=symbol,
        category=category,
        protein_change=_read(values, "protein_change", protein, notes),
        codon=_read(values, "wildcard_protein_change", codon, notes),
        classifications=_classifications(values, notes),
        exons=_exons(values, notes),
        copy_call=_copy_call(values, notes),
        partner=None if no_partner else _read(values, "fusion_partner_hugo_symbol", partner, notes),
        origin=_origin(values, notes),
    )
    if made.gene is None and (made.protein_change or made.codon or made.exons):
        notes.error(values.path, values.node.line, shown(values.node), "the gene (hugo_symbol) of the change")
    return Not(made) if values.negated else made


def _read(values: _Values, key: str, reader: _Reader, notes: Notes) -> str | None:
    said = values.one(key)
    return None if said is None else reader(said, *values.at(key), notes)


def _wild_type(values: _Values, symbol: str | None, notes: Notes) -> Tree | None:
    said = values.one("wildtype")
    if said is None:
        return None
    asked = _YES.get(said.casefold())
    if asked is None or symbol is None:
        notes.error(*values.at("wildtype"), said, "true or false, beside the gene (hugo_symbol)")
        return None
    if asked and set(values.values) & _NARROWING:
        notes.error(*values.at("wildtype"), said, "no change beside wildtype: true")
    if not asked and "variant_category" in values.values:
        return None
    wild: Tree = WildType(symbol)
    return wild if asked is not values.negated else Not(wild)


def _classifications(values: _Values, notes: Notes) -> tuple[Classification, ...]:
    key = "variant_classification"
    said = values.values.get(key, ())
    found = [word(Classification, one, *values.at(key), notes) for one in said]
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _exons(values: _Values, notes: Notes) -> tuple[int, ...]:
    said = values.values.get("exon", ())
    found = exons_in(", ".join(said))
    if said and (not found or any(not exons_in(one) for one in said)):
        notes.error(*values.at("exon"), ", ".join(said), "the number of an exon, for example 19, or 2-7")
    return found


def _origin(values: _Values, notes: Notes) -> Origin | None:
    said = values.one("origin")
    known = None if said is None else listed(_ORIGINS, said, *values.at("origin"), notes)
    return None if known is None else Origin(known)


def _copy_call(values: _Values, notes: Notes) -> CopyCall | None:
    said = values.one("cnv_call")
    if said is None:
        return None
    return word(CopyCall, _CALLS.get(said.casefold(), said), *values.at("cnv_call"), notes)
