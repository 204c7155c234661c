package dev.onhand.server.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one form in which anything wrong is told (RFC 9457).
 *
 * @param type a URI that names the problem
 * @param title the same sentence for every problem of this code
 * @param status the HTTP status
 * @param detail what is wrong this time, and what to do
 * @param code the problem's stable name
 * @param instance the path that was asked for
 * @param requestId finds the request in the log
 * @param errors what is wrong field by field, null if nothing can be said by field
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    String requestId,
    @Nullable List<FieldError> errors) {}
