package org.caravanserai.testbed.sandbox.state;

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

    public String name() {
        return firstName + " " + lastName;
    }
}
