"""What services write down of people.py's people, each by its habits, and the mistakes on the way."""
import collections.abc
import dataclasses
import random

from names import SHORT_FORMS
from population import TODAY, Person

STREET_SHORT = {"ROAD": "RD", "STREET": "ST", "LANE": "LA", "CLOSE": "CL", "AVENUE": "AVE", "DRIVE": "DR",
                "CRESCENT": "CRES", "GARDENS": "GDNS", "PLACE": "PL", "TERRACE": "TER", "COURT": "CT"}
# What a finger hits instead.
BESIDE = dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM1234567890",
                  "WERTYUIOIOSDFGHJKLKXCVBNMN2345678909"))
# What an ear hears, or an eye reads.
ALIKE = [("PH", "F"), ("CK", "K"), ("EY", "Y"), ("IE", "Y"), ("LL", "L"), ("TT", "T"), ("SS", "S"), ("AI", "AY"),
         ("EE", "EA"), ("OU", "U"), ("TH", "T"), ("MC", "MAC"), ("RN", "M"), ("W", "VV"), ("C", "K"), ("I", "Y")]


@dataclasses.dataclass(frozen=True)
class Service:
    """How much of the work a service is for an adult, a child and the old; how often it knows what; what it costs."""
    name: str
    adult: float
    child: float
    old: float
    born: float
    nhs: float
    cost: float
    initial: float = .01
    short_name: float = .05
    capitals: bool = True
    shortens: float = .2
    no_gap: float = .05
    slips: float = 1.0


SERVICES = [
    Service("council_tax", .25, .00, .24, .05, .00, 45, initial=.16, slips=1.3),
    Service("housing", .19, .00, .13, .86, .01, 950, short_name=.07, capitals=False, shortens=.6),
    Service("benefits", .18, .00, .12, .985, .02, 520, no_gap=.5, slips=.8),
    Service("adult_social_care", .09, .00, .22, .97, .68, 7200, short_name=.09, slips=1.2),
    Service("childrens_services", .00, .34, .00, .96, .5, 4700, shortens=.4, slips=1.2),
    Service("community_health", .20, .48, .26, .997, .95, 780, short_name=.02, slips=.6),
    Service("library", .09, .18, .03, .55, .00, 9, initial=.03, short_name=.18, capitals=False),
]


class Recording:
    def __init__(self, draw: random.Random):
        self.draw = draw
        self.shares = {age: running([getattr(service, age) for service in SERVICES])
                       for age in ("adult", "child", "old")}

    def records(self, person: Person) -> collections.abc.Iterator[list[str]]:
        """All records of a person; who needs much is known to many services."""
        draw = self.draw
        count = 1 + min(7, int(draw.expovariate(.5)))
        if person.need > 6:
            count += draw.randint(1, 6)
        years = (TODAY - person.born).days / 365.25
        shares = self.shares["child" if years < 18 else "adult" if years < 67 else "old"]
        known: set[str] = set()
        for service in draw.choices(SERVICES, cum_weights=shares, k=count):
            # Once is the rule, yet a service can take someone for a new client.
            if service.name in known and draw.random() < .6:
                continue
            known.add(service.name)
            yield self.record(person, service)

    def record(self, person: Person, service: Service) -> list[str]:
        chance = self.draw.random
        first, last = self.first_name(person, service), self.last_name(person, service)
        if chance() < .007 and len(first) > 1 and last:
            first, last = last, first
        before = person.former_home is not None and chance() < .42
        home = person.former_home if before else person.home
        address, postcode = self.address(home, service), self.postcode(home.postcode, service)
        born = self.born(person, service) if chance() < service.born else ""
        number = ""
        if chance() < service.nhs:
            number = person.nhs_number if chance() > .007 else self.keyed(person.nhs_number)
        sex = person.sex if chance() > .045 else ""
        if sex and chance() < .005:
            sex = "F" if sex == "M" else "M"
        cost = min(350_000.0, service.cost * .3 * person.need * self.draw.lognormvariate(0, .6))
        if not service.capitals:
            first, last, address = first.title(), last.title(), address.title()
        return [service.name, first, last, sex, born, address, postcode, number, f"{cost:.2f}", str(person.number)]

    # The parts of a record. Each chance is asked against a running total, so that one thing happens at a time.

    def first_name(self, person: Person, service: Service) -> str:
        name, chance = person.first, self.draw.random()
        if chance < service.initial:
            return name[0]
        if (chance := chance - service.initial) < service.short_name and name in SHORT_FORMS:
            return self.draw.choice(SHORT_FORMS[name])
        if (chance := chance - service.short_name) < .03 * service.slips:
            return self.misspelt(name)
        if (chance := chance - .03 * service.slips) < .012:
            return ""
        return name

    def last_name(self, person: Person, service: Service) -> str:
        name = person.surname
        if person.former_surname and self.draw.random() < .33:
            name = person.former_surname
        chance = self.draw.random()
        if chance < .04 * service.slips:
            return self.misspelt(name)
        if chance > .996:
            return ""
        if chance > .90 and "'" in name:
            return name.replace("'", self.draw.choice(("", " ")))
        if chance > .65 and "-" in name:
            return self.draw.choice([name.replace("-", " "), *name.split("-")])
        return name

    def born(self, person: Person, service: Service) -> str:
        year, month, day = person.born.year, person.born.month, person.born.day
        chance = self.draw.random() / service.slips
        if chance < .010:
            if day <= 12:
                month, day = day, month
        elif chance < .018:
            day = min(28, max(1, day + self.draw.choice((-20, -10, -1, 1, 10, 20))))
        elif chance < .027:
            year += self.draw.choice((-10, -2, -1, 1, 2, 10))
        elif chance < .031:
            month = self.draw.randint(1, 12)
            day = min(day, 28)
        elif chance < .038:
            month = day = 1
        return f"{year:04}-{month:02}-{day:02}"

    def address(self, home, service: Service) -> str:
        chance = self.draw.random
        if chance() < .04:
            return ""
        street = home.street
        if chance() < service.shortens:
            words = street.split(" ")
            words[-1] = STREET_SHORT.get(words[-1], words[-1])
            street = " ".join(words)
        if chance() < .055 * service.slips:
            street = self.misspelt(street)
        line = f"{home.number} {street}"
        if home.flat:
            line = f"{home.flat}, {line}" if chance() < .8 else f"{home.flat.split(' ')[1]}/{line}"
        return f"{line}, {home.town}" if chance() < .85 else line

    def postcode(self, code: str, service: Service) -> str:
        chance = self.draw.random()
        if chance < .03:
            return ""
        if chance < .045:
            return code.split(" ")[0]
        if chance < .045 + .022 * service.slips:
            return self.keyed(code)
        if chance > 1 - service.no_gap:
            return code.replace(" ", "")
        return code

    # Slips of the pen, the ear and the finger.

    def misspelt(self, text: str) -> str:
        if self.draw.random() < .3:
            found = [pair for pair in ALIKE if pair[0] in text]
            if found:
                heard, written = self.draw.choice(found)
                return text.replace(heard, written, 1)
        return self.keyed(text)

    def keyed(self, text: str) -> str:
        if len(text) < 2:
            return text
        place, kind = self.draw.randrange(len(text)), self.draw.random()
        letter = text[place]
        if kind < .35:
            return text[:place] + BESIDE.get(letter, "") + text[place + 1:]
        if kind < .60:
            return text[:place] + text[place + 1:]
        if kind < .80:
            place = min(place, len(text) - 2)
            return text[:place] + text[place + 1] + text[place] + text[place + 2:]
        return text[:place] + letter + text[place:]


def running(shares: list[float]) -> list[float]:
    return [sum(shares[:i + 1]) for i in range(len(shares))]
