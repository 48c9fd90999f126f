package org.caravanserai.testbed.sandbox.state;

import org.caravanserai.testbed.sandbox.base.AddressMark;

/**
 * A made-up buyer with an address.
 *
 * @param country ISO 3166-1 alpha-2
 * @param region  ISO 3166-2 part after the dash, or empty where the country has none in addresses
 */
public record Person(
        String firstName,
        String lastName,
        String email,
        String phone,
        String company,
        String line1,
        String line2,
        String city,
        String region,
        String regionName,
        String postcode,
        String country,
        String countryName) {

    /** The same person at the other one's address. */
    public Person movedTo(Person other) {
        return new Person(
                firstName,
                lastName,
                email,
                phone,
                company,
                other.line1,
                other.line2,
                other.city,
                other.region,
                other.regionName,
                other.postcode,
                other.country,
                other.countryName);
    }

    /** What a parcel's label is compared by. */
    public String addressMark() {
        return AddressMark.of(line1, city, postcode, country);
    }

    public String name() {
        return firstName + " " + lastName;
    }
}
