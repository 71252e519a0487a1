"""Where people.py's people live: streets of made-up towns, house after house, with postcodes that cannot be real."""
import dataclasses
import random

STREET_FIRST = """ALDER ANVIL BAKEHOUSE BARLEY BEECH BELL BISHOPS BLACKTHORN BOUNDARY BREWERY BRIDGE CANAL CASTLE
    CHAPEL CHERRY CHURCH CLARENCE COBBLERS COLLEGE COMMON COPPICE DERBY DOVECOTE DUKE ELM FERN FERRY FORGE FOUNDRY
    GEORGE GOOSE GRANARY GREENFIELD HARBOUR HAWTHORN HEATHER HIGH HOLLY KESTREL KING LABURNUM LARCH LIME LOWER MAIN
    MANOR MARKET MEADOW MILL MOSS NELSON NEW NORTH OAK OLD ORCHARD PARADISE PARK PEMBROKE PLOUGH POPLAR PRIORY
    PROSPECT QUARRY QUEEN RAILWAY ROPEWALK ROWAN SCHOOL SILVER SKYLARK SOUTH SPRING STABLE STATION TANNERY
    TEMPERANCE TITHE TOLLGATE UNION VICARAGE VICTORIA VIOLET WATERLOO WEAVERS WELL WEST WHARF WILLOW WINDMILL
    WOOLPACK YEW""".split()
STREET_SECOND = [*[""] * 5, "BARN", "BANK", "BROOK", "CROSS", "END", "FARM", "FIELD", "GREEN", "HILL", "VIEW"]
STREET_KIND = """ROAD ROAD ROAD ROAD STREET STREET STREET LANE LANE CLOSE CLOSE AVENUE AVENUE DRIVE WAY CRESCENT
    GARDENS PLACE TERRACE WALK RISE MEWS COURT""".split()
HOUSE_NAMES = "ASPEN BADGER CEDAR DAMSON EIDER FALCON GROUSE HERON IVY JUNIPER LAVENDER MAPLE OSPREY PLOVER".split()
TOWN_FIRST = "ARL BRANT CUL DOVER EAST FENN GARS HEX IVEL KELS LUD MARL NORT OTTER PEN RIPP SED TARL UCK WREX".split()
TOWN_SECOND = ["BOROUGH", "BRIDGE", "DEN", "FORD", "HAM", "LEIGH", "MINSTER", "MOUTH", "PORT", "STOKE", "TON", "WICK"]
AREAS = ["QA", "QC", "QD", "QF", "QG", "QH"]
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
HOMES_A_TOWN = 6000


@dataclasses.dataclass(slots=True, frozen=True)
class Home:
    flat: str
    number: int
    street: str
    town: str
    postcode: str


class Builder:
    """Builds homes one after the other. Neighbours share a postcode; the next one differs by its last letter."""

    def __init__(self, draw: random.Random):
        self.draw = draw
        self.homes: list[Home] = []
        self.towns = 0
        self.street_left = 0
        self.waiting: list[Home] = []

    def next(self) -> Home:
        if not self.waiting:
            self.waiting = self.building()[::-1]
        home = self.waiting.pop()
        self.homes.append(home)
        return home

    def earlier(self) -> Home:
        """Somewhere that somebody else lives."""
        return self.draw.choice(self.homes)

    def building(self) -> list[Home]:
        if self.street_left <= 0:
            self.begin_street()
        self.street_left -= 1
        self.number += 1 if self.draw.random() < .97 else 2
        self.in_postcode += 1
        if self.in_postcode > 15:
            self.begin_postcode()
        if self.draw.random() > .03:
            return [Home("", self.number, self.street, self.town, self.postcode)]
        # A block of flats has a postcode of its own, and half of the blocks have a name.
        self.begin_postcode()
        name = self.draw.choice(HOUSE_NAMES) + " HOUSE" if self.draw.random() < .5 else ""
        flats = [Home(f"FLAT {i} {name}".strip(), self.number, self.street, self.town, self.postcode)
                 for i in range(1, self.draw.randint(4, 24))]
        self.begin_postcode()
        return flats

    def begin_street(self):
        if len(self.homes) >= self.towns * HOMES_A_TOWN:
            self.begin_town()
        self.street_left = self.draw.randint(12, 90)
        self.street = " ".join(part for part in map(
            self.draw.choice, (STREET_FIRST, STREET_SECOND, STREET_KIND)) if part)
        self.number = 0
        self.begin_postcode()

    def begin_town(self):
        self.town = self.draw.choice(TOWN_FIRST) + self.draw.choice(TOWN_SECOND)
        self.outward = f"{AREAS[self.towns % len(AREAS)]}{self.towns // len(AREAS) + 1}"
        self.towns += 1
        self.unit = 0

    def begin_postcode(self):
        sector, unit = divmod(self.unit, len(UNIT_LETTERS) ** 2)
        first, second = divmod(unit, len(UNIT_LETTERS))
        self.postcode = f"{self.outward} {sector}{UNIT_LETTERS[first]}{UNIT_LETTERS[second]}"
        self.unit += 1
        self.in_postcode = 0
