package org.caravanserai.api;

import java.util.List;

/**
 * Why a request is not answered as asked (RFC 9457). The detail is for people: what is wrong, where, how to mend it; it
 * never repeats personal data.
 */
public final class ApiProblem extends RuntimeException {

    /** One wrong value: a JSON pointer into the body or a parameter's name, and what is wrong with it. */
    public record Wrong(String pointer, String detail) {}

    private final int status;
    private final String code;
    private final String title;
    private final transient List<Wrong> errors;

    private ApiProblem(int status, String code, String title, String detail, List<Wrong> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.title = title;
        this.errors = errors;
    }

    public static ApiProblem badRequest(String detail) {
        return new ApiProblem(400, "bad-request", "The request cannot be read", detail, List.of());
    }

    /** The values do not keep to the contract. */
    public static ApiProblem invalid(List<Wrong> errors) {
        return new ApiProblem(
                400,
                "invalid",
                "The request does not keep to the contract",
                "see errors; /openapi.yaml says what is expected",
                errors);
    }

    public static ApiProblem unauthorised() {
        return new ApiProblem(
                401,
                "unauthorised",
                "A valid bearer token is needed",
                "send Authorization: Bearer <token>; the token is unknown, expired or revoked, or there was none",
                List.of());
    }

    public static ApiProblem forbidden(Role needed) {
        return new ApiProblem(
                403,
                "forbidden",
                "The token's role may not do this",
                "this needs the role " + needed.word() + " or above",
                List.of());
    }

    /** @param what like {@code order 4711} */
    public static ApiProblem notFound(String what) {
        return new ApiProblem(404, "not-found", "Not found", "there is no " + what, List.of());
    }

    public static ApiProblem conflict(String detail) {
        return new ApiProblem(409, "conflict", "This contradicts what is there", detail, List.of());
    }

    /** What was there and is not any more. */
    public static ApiProblem gone(String detail) {
        return new ApiProblem(410, "gone", "It is not there any more", detail, List.of());
    }

    public static ApiProblem tooLarge(int most) {
        return new ApiProblem(
                413,
                "too-large",
                "The body is too large",
                "at most " + most + " bytes; send several requests",
                List.of());
    }

    public static ApiProblem unsupported(String detail) {
        return new ApiProblem(415, "unsupported", "The body's form is not understood", detail, List.of());
    }

    static ApiProblem unavailable() {
        return new ApiProblem(
                503, "unavailable", "The hub cannot store or read now", "nothing was changed; try again", List.of());
    }

    static ApiProblem internal() {
        return new ApiProblem(500, "internal", "The hub has failed", "the log of the hub says why", List.of());
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public List<Wrong> errors() {
        return errors;
    }
}
