"""Invented answers about a clinic, with the codes a careful coder would give them."""

from __future__ import annotations

CODEBOOK = [
    {
        "code": "waiting",
        "name": "Waiting times",
        "definition": "How long people wait for an appointment, on the phone or in the room.",
        "examples": ["We waited for hours.", "Six weeks until they could see me."],
    },
    {
        "code": "kindness",
        "name": "Kindness of staff",
        "definition": "Nurses and doctors are friendly, caring and polite, or they are not.",
        "examples": ["Everybody was so kind to me."],
    },
    {
        "code": "parking",
        "name": "Parking",
        "definition": "Finding and paying for a place to leave the car.",
        "examples": [],
    },
    {
        "code": "food",
        "name": "Food and drink",
        "definition": "Meals, snacks and drinks on the ward and in the canteen.",
        "examples": ["The soup was cold."],
    },
]

WAITING = [
    "I waited three hours in the corridor",
    "The wait on the phone was too long",
    "An appointment took two months to come",
    "They kept us waiting until the evening",
    "Long queue at the desk and no chair",
    "The delay was never explained",
    "Hours of waiting for ten minutes with him",
]
KINDNESS = [
    "The nurse was friendly and polite",
    "Caring doctors who listened",
    "A rude receptionist ruined the day",
    "She held my hand, such a kind person",
    "Staff smiled at everybody",
    "The porter made me laugh, lovely man",
    "They spoke to my mother with respect",
]
PARKING = [
    "No place to park the car",
    "The car park costs more than lunch",
    "I drove round the block four times",
    "The ticket machine at the parking was broken",
    "Disabled bays were full of vans",
    "Paid a fine because the meter lied",
    "Nowhere to leave a car near the door",
]
FOOD = [
    "The meals were cold and late",
    "Only crisps in the canteen at night",
    "Good soup, and they remembered my tea",
    "Breakfast was one slice of toast",
    "A hot drink would have been nice",
    "Vegetarian food ran out every day",
    "The sandwiches tasted of paper",
]

TEXTS = [*WAITING, *KINDNESS, *PARKING, *FOOD]
CODES = [
    frozenset({code})
    for code, texts in (
        ("waiting", WAITING),
        ("kindness", KINDNESS),
        ("parking", PARKING),
        ("food", FOOD),
    )
    for _ in texts
]
ASKED = [
    "We had to wait a long time for the doctor",
    "The nurses were kind and caring",
    "Parking is expensive",
    "The food was awful and the tea was cold",
]
EXPECTED = ["waiting", "kindness", "parking", "food"]
