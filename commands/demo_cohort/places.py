"""The invented hospitals, laboratories and users of the demonstration; none exists."""

from commands.demo_cohort.plan import DemoCentre, DemoLaboratory, DemoUser, Software

LABORATORIES: tuple[DemoLaboratory, ...] = (
    DemoLaboratory("L01", "Laboratory of molecular pathology Torenveld", Software.LOCALAPP_22, "NB000101"),
    DemoLaboratory("L02", "Laboratoire de génomique Haute-Rive", Software.DRAGEN_25_HRD, "A00202"),
    DemoLaboratory("L03", "Laboratory for tumour genetics Zilverbeek", Software.DRAGEN_26, "VH00303"),
    DemoLaboratory("L04", "Laboratoire d'anatomie moléculaire Fontaubois", Software.DRAGEN_21, "NB000404"),
    DemoLaboratory("L05", "Laboratory Oosterpoel", Software.DRAGEN_25_HRD, "A00505"),
    DemoLaboratory("L06", "Laboratoire Vallon-d'Orme", Software.LOCALAPP_22, "NB000606"),
    DemoLaboratory("L07", "Laboratory Lindegracht", Software.DRAGEN_26, "VH00707"),
    DemoLaboratory("L08", "Laboratory Sint-Aldebert", Software.DRAGEN_25_HRD, "A00808"),
    DemoLaboratory("L09", "Laboratoire de la Mérande", Software.DRAGEN_21, "NB000909"),
)

CENTRES: tuple[DemoCentre, ...] = (
    DemoCentre("C01", "UZ Torenveld", "L01", 18),
    DemoCentre("C02", "CHU Haute-Rive", "L02", 15),
    DemoCentre("C03", "AZ Zilverbeek", "L03", 12),
    DemoCentre("C04", "Centre hospitalier Fontaubois", "L04", 9),
    DemoCentre("C05", "Kliniek Oosterpoel", "L05", 8),
    DemoCentre("C06", "Clinique du Vallon d'Orme", "L06", 7),
    DemoCentre("C07", "Ziekenhuis Lindegracht", "L07", 6),
    DemoCentre("C08", "AZ Sint-Aldebert", "L08", 6),
    DemoCentre("C09", "Hôpital de la Mérande", "L09", 5),
    DemoCentre("C10", "AZ Heidekruin", "L01", 5),
    DemoCentre("C11", "Hôpital Saint-Everlin", "L02", 4),
    DemoCentre("C12", "AZ Polderwacht", "L03", 3),
    DemoCentre("C13", "Centre hospitalier du Pont-Ferré", "L04", 2),
)

FOLLOWING: dict[str, float] = dict(
    zip(
        (centre.id for centre in CENTRES),
        (1.3, 0.9, 1.6, 0.7, 1.1, 0.6, 1.8, 0.9, 0.5, 1.2, 0.8, 1.4, 0.4),
        strict=True,
    )
)
"""How readily the physicians of a centre follow, relative to the others."""


def oncologist_of(centre_id: str) -> str:
    """The user id of the oncologist who answers for a centre."""
    return f"oncologist-{centre_id.lower()}"


USERS: tuple[DemoUser, ...] = (
    DemoUser("coordinator", "Coordinator", "coordinator"),
    DemoUser("chair", "Chair of the board", "chair"),
    DemoUser("board-member", "Board member", "board_member"),
    DemoUser("analyst", "Analyst of the studies", "analyst"),
    DemoUser("administrator", "Administrator", "administrator"),
    *(
        DemoUser(f"laboratory-{one.id.lower()}", one.name, "laboratory", laboratory_id=one.id)
        for one in LABORATORIES
    ),
    *(
        DemoUser(oncologist_of(one.id), f"Oncologist, {one.name}", "oncologist", centre_id=one.id)
        for one in CENTRES
    ),
)
