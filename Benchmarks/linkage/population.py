"""Who people.py's people are: households of every shape, with names, days of birth, needs and former homes."""
import collections.abc
import dataclasses
import datetime
import random

import names
from town import Builder, Home

TODAY = datetime.date(2026, 4, 1)
# Share of households of each shape; the method of that name makes one.
SHAPES = {"alone": .285, "couple": .25, "family": .235, "lone_parent": .085, "grown_up_children": .06,
          "three_generations": .03, "sharers": .053, "care_home": .002}


@dataclasses.dataclass(slots=True)
class Person:
    first: str
    surname: str
    sex: str
    born: datetime.date
    home: Home
    number: int = 0
    nhs_number: str = ""
    need: float = 1.0
    former_surname: str = ""
    former_home: Home | None = None


def by_rank(words: list[str], offset: float, size: int) -> list[str]:
    """The words, each as often as its rank deserves, so that drawing evenly draws the first ones most."""
    total = sum(1 / (rank + offset) for rank in range(len(words)))
    return [word for rank, word in enumerate(words)
            for _ in range(max(1, round(size / (rank + offset) / total)))]


class Population:
    def __init__(self, draw: random.Random):
        self.draw = draw
        self.builder = Builder(draw)
        self.given = [(last, {"M": by_rank(men.split(), 4, 400), "F": by_rank(women.split(), 4, 400)})
                      for last, men, women in names.GIVEN]
        rare = [head + tail for head in names.SURNAME_HEADS for tail in names.SURNAME_TAILS]
        draw.shuffle(rare)
        # A little over half have one of the common surnames.
        self.surnames = by_rank(names.SURNAMES, 6, 3400) + rare
        self.people = 0
        self.shapes = [getattr(self, name) for name in SHAPES]
        self.shape_ends = [sum(list(SHAPES.values())[:i + 1]) for i in range(len(SHAPES))]

    def household(self) -> collections.abc.Iterator[Person]:
        """The people of one more home."""
        shape = self.draw.choices(self.shapes, cum_weights=self.shape_ends)[0]
        members = shape(self.builder.next())
        chance = self.draw.random
        moved = self.builder.earlier() if chance() < .13 else None
        for person in members:
            self.people += 1
            person.number = self.people
            person.nhs_number = self.nhs_number(self.people)
            person.need = self.draw.paretovariate(1.7) if chance() < .6 else chance()
            person.former_home = moved if chance() < .9 else None
            if person.former_home is None and chance() < .07:
                person.former_home = self.builder.earlier()
            yield person

    # The shapes of households.

    def alone(self, home: Home) -> list[Person]:
        person = self.person(home, 19, 96)
        if person.sex == "F" and self.draw.random() < .15:
            person.former_surname = self.surname()
        return [person]

    def couple(self, home: Home, low: int = 21, high: int = 92) -> list[Person]:
        first = self.person(home, low, high, sex="M" if self.draw.random() < .52 else "F")
        age = age_of(first)
        second = self.person(home, max(18, age - 7), age + 5)
        if self.draw.random() < .96:
            second.sex = "F" if first.sex == "M" else "M"
            second.first = self.given_name(second.sex, second.born)
        share = self.draw.random()
        if share < .66:
            if share < .24:
                second.former_surname = second.surname
            second.surname = first.surname
        elif share < .71:
            second.former_surname, second.surname = second.surname, f"{second.surname}-{first.surname}"
        return [first, second]

    def family(self, home: Home) -> list[Person]:
        parents = self.couple(home, 21, 55)
        return parents + self.children(home, parents, self.draw.choices((1, 2, 3, 4, 5), (36, 42, 15, 5, 2))[0])

    def lone_parent(self, home: Home) -> list[Person]:
        parents = [self.person(home, 19, 55, sex="F" if self.draw.random() < .86 else "M")]
        return parents + self.children(home, parents, self.draw.choices((1, 2, 3), (55, 33, 12))[0])

    def grown_up_children(self, home: Home) -> list[Person]:
        parents = self.couple(home, 44, 90)
        return parents + self.children(home, parents, self.draw.choices((1, 2), (75, 25))[0], low=18)

    def three_generations(self, home: Home) -> list[Person]:
        parents = self.couple(home, 28, 50)
        age = age_of(parents[0])
        grandparents = self.couple(home, age + 20, min(92, age + 38))[:self.draw.randint(1, 2)]
        for person in grandparents:
            person.surname = parents[0].surname
        children = self.children(home, parents, self.draw.randint(1, 3))
        if self.draw.random() < .1 and children[0].sex == grandparents[0].sex:
            children[0].first = grandparents[0].first
        return grandparents + parents + children

    def sharers(self, home: Home) -> list[Person]:
        return [self.person(home, 18, 34) for _ in range(self.draw.randint(2, 6))]

    def care_home(self, home: Home) -> list[Person]:
        return [self.person(home, 68, 99) for _ in range(self.draw.randint(10, 38))]

    def children(self, home: Home, parents: list[Person], count: int, low: int = 0) -> list[Person]:
        chance = self.draw.random
        oldest = min(max(low + 2, age_of(parents[-1]) - 18), low + 20 if low else 18)
        result: list[Person] = []
        while len(result) < count:
            child = self.person(home, low, oldest)
            child.surname = parents[0].surname if chance() < .93 else parents[-1].surname
            if chance() < .05:
                same = [parent for parent in parents if parent.sex == child.sex]
                child.first = same[0].first if same else child.first
            result.append(child)
            if chance() < .03 and len(result) < 6:
                twin = self.person(home, 0, 1, sex=child.sex if chance() < .62 else None)
                result.append(dataclasses.replace(twin, surname=child.surname, born=child.born))
        return result

    # Single people.

    def person(self, home: Home, youngest: int, oldest: int, sex: str | None = None) -> Person:
        days = int((youngest + self.draw.random() * (oldest + 1 - youngest)) * 365.25)
        born = TODAY - datetime.timedelta(days)
        sex = sex or ("F" if self.draw.random() < .51 else "M")
        return Person(self.given_name(sex, born), self.surname(), sex, born, home)

    def given_name(self, sex: str, born: datetime.date) -> str:
        # Some parents choose by the fashion of another time.
        year = born.year + self.draw.randrange(-12, 13)
        pool = next(pools for last, pools in self.given if year <= last)[sex]
        return self.draw.choice(pool)

    def surname(self) -> str:
        return self.draw.choice(self.surnames)

    @staticmethod
    def nhs_number(person: int) -> str:
        """Each person's own, from 9 on, with the check digit; where that would be 10, another number is taken."""
        root = 900_000_000 + person * 61_803_399 % 100_000_000
        while True:
            text = str(root)
            check = -sum(int(digit) * weight for digit, weight in zip(text, range(10, 1, -1))) % 11
            if check < 10:
                return text + str(check)
            root = 900_000_000 + (root + 50_000_000) % 100_000_000


def age_of(person: Person) -> int:
    return (TODAY - person.born).days // 365
