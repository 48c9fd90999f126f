package org.caravanserai.testbed.sandbox.traffic;

import java.util.List;
import java.util.Random;
import org.caravanserai.testbed.sandbox.state.Person;

/** Made-up buyers. Names are combined at random, streets do not exist, mail goes to example domains, phones are fictional. */
public final class People {

    private static final List<String> FIRST = List.of(
            "Ada", "Bruno", "Chloé", "Dmitri", "Elif", "Fionn", "Grażyna", "Hiro", "Ingrid", "José", "Kwame", "Léa",
            "Mads", "Nia", "Øyvind", "Priya", "Quentin", "Rosa", "Søren", "Tuğba", "Uma", "Vesna", "Wei", "Ximena",
            "Yara", "Zoë");
    private static final List<String> LAST = List.of(
            "Ashworth",
            "Bergström",
            "Castellano",
            "Dupré",
            "Eriksen",
            "Fairweather",
            "Grünwald",
            "Hollander",
            "Ibáñez",
            "Jankowski",
            "Kaplan",
            "Lindqvist",
            "Moreau",
            "Nakagawa",
            "O'Rourke",
            "Petrov",
            "Quist",
            "Radcliffe",
            "Šimić",
            "Thistlewood",
            "Umarov",
            "van der Meer",
            "Whitlock",
            "Yıldız");
    private static final List<String> STREETS = List.of(
            "Caravan Road",
            "Saddler's Row",
            "Well Street",
            "Lantern Lane",
            "Almond Avenue",
            "Quay Side",
            "Weaver's Yard",
            "Copper Hill");

    private static final List<Place> PLACES = List.of(
            new Place("San Francisco", "CA", "California", "94107", "US", "United States", "+1 415 555 01"),
            new Place("Austin", "TX", "Texas", "73301", "US", "United States", "+1 512 555 01"),
            new Place("New York", "NY", "New York", "10001", "US", "United States", "+1 212 555 01"),
            new Place("Columbus", "OH", "Ohio", "43004", "US", "United States", "+1 614 555 01"),
            new Place("Toronto", "ON", "Ontario", "M5V 2T6", "CA", "Canada", "+1 416 555 01"),
            new Place("London", "", "", "EC1A 1BB", "GB", "United Kingdom", "+44 20 7946 00"),
            new Place("Berlin", "", "", "10115", "DE", "Germany", "+49 30 23125 0"),
            new Place("Lyon", "", "", "69001", "FR", "France", "+33 1 99 00 00 "),
            new Place("Sydney", "NSW", "New South Wales", "2000", "AU", "Australia", "+61 2 5550 00"));

    private record Place(
            String city,
            String region,
            String regionName,
            String postcode,
            String country,
            String countryName,
            String phone) {}

    private People() {}

    /** A buyer; in the wanted country when there is a place for it, else anywhere. {@code country} may be null. */
    public static Person draw(Random random, String country) {
        String first = pick(random, FIRST);
        String last = pick(random, LAST);
        int number = 10 + random.nextInt(90);
        List<Place> there =
                PLACES.stream().filter(p -> p.country().equals(country)).toList();
        // Half of all buyers live in the United States when nothing is wanted, as in most shops selling in dollars.
        List<Place> choice = !there.isEmpty() ? there : random.nextBoolean() ? PLACES.subList(0, 4) : PLACES;
        Place place = pick(random, choice);
        String mailbox = "buyer" + random.nextInt(1_000_000);
        return new Person(
                first,
                last,
                mailbox + "@example.com",
                place.phone() + number,
                random.nextInt(8) == 0 ? "Sample & Sons" : "",
                (1 + random.nextInt(199)) + " " + pick(random, STREETS),
                random.nextInt(4) == 0 ? "Apt " + (1 + random.nextInt(40)) : "",
                place.city(),
                place.region(),
                place.regionName(),
                place.postcode(),
                place.country(),
                place.countryName());
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
