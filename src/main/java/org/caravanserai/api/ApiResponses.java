package org.caravanserai.api;

import org.apache.camel.Exchange;
import org.caravanserai.base.Leaves;
import org.caravanserai.inbox.InboxUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** The last step of every route: makes the answer of what the step before has left as the body. */
public final class ApiResponses {

    private static final Logger LOG = LoggerFactory.getLogger(ApiResponses.class);

    private final ApiContract contract;

    public ApiResponses(ApiContract contract) {
        this.contract = contract;
    }

    /** 200 with the body as JSON. */
    @Leaves(body = ApiAnswer.class)
    public void ok(Exchange exchange) {
        answer(exchange, 200);
    }

    /** 201 with the body as JSON. */
    @Leaves(body = ApiAnswer.class)
    public void created(Exchange exchange) {
        answer(exchange, 201);
    }

    /** 202 with the body as JSON. */
    @Leaves(body = ApiAnswer.class)
    public void accepted(Exchange exchange) {
        answer(exchange, 202);
    }

    /** 202 when something was taken on, 200 when it was done already. */
    @Leaves(body = ApiAnswer.class)
    public void retried(Exchange exchange) {
        answer(exchange, exchange.getMessage().getBody(RetryResult.class).accepted() ? 202 : 200);
    }

    /** The contract itself; the only thing that is told to anybody. */
    @Leaves(body = ApiAnswer.class)
    public void contract(Exchange exchange) {
        exchange.getMessage().setBody(ApiAnswer.text("application/yaml", contract.text()));
    }

    /** No operation has this path and method. */
    @Leaves(body = ApiAnswer.class)
    public void unknown(Exchange exchange) {
        exchange.getMessage()
                .setBody(ApiAnswer.problem(
                        ApiProblem.notFound("operation at this path with this method; see /openapi.yaml")));
    }

    /** What went wrong as a problem document; the cause goes to the log only. */
    @Leaves(body = ApiAnswer.class)
    public void problem(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        exchange.getMessage().setBody(ApiAnswer.problem(problem(cause, exchange.getFromRouteId())));
    }

    private static ApiProblem problem(Throwable cause, String route) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof ApiProblem problem) {
                return problem;
            }
            if (at instanceof InboxUnavailableException
                    || at instanceof CannotGetJdbcConnectionException
                    || at instanceof CannotCreateTransactionException
                    || at instanceof DataAccessResourceFailureException
                    || at instanceof TransientDataAccessException) {
                LOG.warn("{} not answered, the store is away: {}", route, at.getMessage());
                return ApiProblem.unavailable();
            }
        }
        LOG.error("{} failed", route, cause);
        return ApiProblem.internal();
    }

    private static void answer(Exchange exchange, int status) {
        if (exchange.getProperty(Caller.PROPERTY) == null) {
            throw new IllegalStateException("no step of this route has authorised the caller");
        }
        exchange.getMessage()
                .setBody(ApiAnswer.json(status, exchange.getMessage().getBody()));
    }
}
