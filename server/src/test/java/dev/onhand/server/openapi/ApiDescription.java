package dev.onhand.server.openapi;

import static dev.onhand.server.openapi.Schemas.map;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.testing.Route;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.Problem;
import dev.onhand.server.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;

/** The description of the API by OpenAPI 3.1. */
final class ApiDescription {

  private final SourceComments comments = SourceComments.below(Path.of("src/main/java"));
  private final Schemas schemas = new Schemas(comments, words());

  private final Map<String, Object> problems = new TreeMap<>();

  private static Properties words() {
    Properties words = new Properties();
    try (var stream = ApiDescription.class.getResourceAsStream("/openapi-fields.properties")) {
      words.load(new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8));
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole document. */
  Map<String, Object> document() {
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    for (Route route : Route.all()) {
      paths
          .computeIfAbsent(route.path(), path -> new TreeMap<>())
          .put(route.method().toLowerCase(java.util.Locale.ROOT), operation(route));
    }
    schemas.ofAnswer(Problem.class);
    return map(
        "openapi",
        "3.1.0",
        "info",
        map(
            "title",
            "Onhand",
            "version",
            "v1",
            "description",
            "One true stock count for a seller. Conventions: snake_case; times in UTC; quantities are whole units; unknown fields and parameters are refused; whatever is wrong is a problem (RFC 9457).",
            "license",
            map("name", "Apache-2.0", "identifier", "Apache-2.0")),
        "servers",
        List.of(map("url", "/")),
        "security",
        List.of(map("token", List.of())),
        "paths",
        paths,
        "components",
        map(
            "securitySchemes",
            map(
                "token",
                map(
                    "type",
                    "http",
                    "scheme",
                    "bearer",
                    "description",
                    "A token of the seller; the first is in the file `token` of the data directory.")),
            "responses",
            problems,
            "schemas",
            schemas.named()));
  }

  private Map<String, Object> operation(Route route) {
    Method handler = route.handler();
    String comment = comments.method(handler.getDeclaringClass(), handler.getName());
    String summary = comment.split("(?<=\\.)\\s", 2)[0];
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", handler.getName());
    operation.put("tags", List.of(tag(route)));
    operation.put("summary", summary);
    String scope =
        route
            .scope()
            .map(needed -> "Needs the scope `" + needed.code() + "`.")
            .orElse("Needs no token.");
    String rest = comment.substring(summary.length()).strip();
    operation.put("description", rest.isEmpty() ? scope : rest + " " + scope);
    if (route.scope().isEmpty()) {
      operation.put("security", List.of());
    }
    List<Object> parameters = parameters(route);
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    requestBody(route, operation);
    operation.put("responses", responses(route));
    return operation;
  }

  private static String tag(Route route) {
    String rest = route.path().replaceFirst("^/api/v1/", "");
    return rest.startsWith("/") ? "operations" : rest.split("[/:]", 2)[0];
  }

  private List<Object> parameters(Route route) {
    List<Object> parameters = new ArrayList<>();
    for (Parameter parameter : route.handler().getParameters()) {
      PathVariable path = parameter.getAnnotation(PathVariable.class);
      RequestParam query = parameter.getAnnotation(RequestParam.class);
      RequestHeader header = parameter.getAnnotation(RequestHeader.class);
      if (path != null) {
        parameters.add(parameter(parameter.getName(), "path", true, parameter.getType(), null));
      } else if (query != null) {
        String name = query.name().isEmpty() ? parameter.getName() : query.name();
        boolean hasDefault = !query.defaultValue().equals(ValueConstants.DEFAULT_NONE);
        parameters.add(
            parameter(
                name,
                "query",
                query.required() && !hasDefault,
                parameter.getType(),
                hasDefault && !query.defaultValue().isEmpty() ? query.defaultValue() : null));
      } else if (header != null) {
        parameters.add(parameter(header.name(), "header", header.required(), String.class, null));
      } else if (parameter.isAnnotationPresent(PageOf.class)) {
        parameters.addAll(pageParameters());
      } else if (parameter.getType() == HttpServletRequest.class
          && route.method().equals("POST")
          && !needsNoKey(route)) {
        parameters.add(parameter("Idempotency-Key", "header", needsKey(route), String.class, null));
      }
    }
    return parameters;
  }

  private static boolean needsKey(Route route) {
    Answers answers = route.handler().getAnnotation(Answers.class);
    return answers != null
        && List.of(answers.problems()).contains(ProblemCode.IDEMPOTENCY_KEY_MISSING);
  }

  /** An import's lines have keys of their own. */
  private static boolean needsNoKey(Route route) {
    return route.body().isEmpty() && !route.hasVariable();
  }

  private Map<String, Object> parameter(
      String name, String in, boolean required, Class<?> type, @Nullable String usual) {
    Map<String, Object> schema = schemas.ofAnswer(type);
    if (usual != null) {
      schema.put("default", type == String.class ? usual : parse(usual));
    }
    return map("name", name, "in", in, "required", required, "schema", schema);
  }

  private static Object parse(String value) {
    return value.matches("-?\\d+") ? (Object) Long.valueOf(value) : (Object) Boolean.valueOf(value);
  }

  private static List<Object> pageParameters() {
    return List.of(
        map(
            "name",
            "limit",
            "in",
            "query",
            "required",
            false,
            "schema",
            map(
                "type",
                "integer",
                "minimum",
                1,
                "maximum",
                PageRequest.LIMIT_MAX,
                "default",
                PageRequest.LIMIT_DEFAULT)),
        cursor("starting_after", "The id behind which the page begins."),
        cursor("ending_before", "The id before which the page ends."));
  }

  private static Map<String, Object> cursor(String name, String description) {
    return map(
        "name",
        name,
        "in",
        "query",
        "required",
        false,
        "description",
        description,
        "schema",
        map("type", "string"));
  }

  private void requestBody(Route route, Map<String, Object> operation) {
    Method handler = route.handler();
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
    for (Parameter parameter : handler.getParameters()) {
      RequestBody body = parameter.getAnnotation(RequestBody.class);
      if (body != null) {
        operation.put(
            "requestBody",
            map(
                "required",
                body.required(),
                "content",
                map("application/json", map("schema", schemas.ofRequest(parameter.getType())))));
      }
    }
    if (mapping != null && mapping.consumes().length > 0 && !operation.containsKey("requestBody")) {
      Map<String, Object> content = new LinkedHashMap<>();
      for (String type : mapping.consumes()) {
        content.put(type, map("schema", map("type", "string", "format", "binary")));
      }
      operation.put("requestBody", map("required", true, "content", content));
    }
  }

  private Map<String, Object> responses(Route route) {
    Method handler = route.handler();
    Answers answers = handler.getAnnotation(Answers.class);
    Map<String, Object> responses = new LinkedHashMap<>();
    String status = Integer.toString(answers == null ? 200 : answers.status());
    responses.put(status, success(route, answers));
    if (answers != null && answers.accepted() != void.class) {
      responses.put(
          "202",
          content("application/json", schemas.ofAnswer(answers.accepted()), "It is in its queue."));
    }
    problems(route, answers)
        .forEach(
            (problemStatus, codes) ->
                responses.put(Integer.toString(problemStatus), problem(codes)));
    return responses;
  }

  private Map<String, Object> success(Route route, @Nullable Answers answers) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(route.handler(), RequestMapping.class);
    Type body =
        answers != null && answers.body() != void.class
            ? answers.body()
            : bodyOf(route.handler().getGenericReturnType());
    String type =
        mapping == null || mapping.produces().length == 0
            ? "application/json"
            : mapping.produces()[0];
    return content(type, schemas.ofAnswer(body), "Done.");
  }

  private static Type bodyOf(Type returned) {
    if (returned instanceof ParameterizedType generic
        && generic.getRawType() == ResponseEntity.class) {
      Type body = generic.getActualTypeArguments()[0];
      if (body instanceof WildcardType) {
        throw new IllegalStateException(
            "the type does not tell what is answered: say so with @Answers(body = …)");
      }
      return body;
    }
    return returned;
  }

  private static Map<String, Object> content(
      String type, Map<String, Object> schema, String description) {
    return map("description", description, "content", map(type, map("schema", schema)));
  }

  /** Answers with the same problems are described once. */
  private Map<String, Object> problem(Set<ProblemCode> codes) {
    String name = codes.stream().map(ProblemCode::code).collect(Collectors.joining("-"));
    String description =
        codes.stream()
            .map(code -> "`" + code.code() + "`: " + code.title() + ".")
            .collect(Collectors.joining(" "));
    problems.put(
        name,
        content(
            "application/problem+json", map("$ref", "#/components/schemas/Problem"), description));
    return map("$ref", "#/components/responses/" + name);
  }

  /** All that the ledger may say no with. */
  private static List<ProblemCode> refusals() {
    return Arrays.stream(Outcome.Refused.class.getPermittedSubclasses())
        .map(type -> Schemas.snake(type.getSimpleName()))
        .map(code -> ProblemCode.find(code).orElseThrow())
        .toList();
  }

  private static Map<Integer, Set<ProblemCode>> problems(Route route, @Nullable Answers answers) {
    Set<ProblemCode> codes = new TreeSet<>();
    codes.addAll(
        List.of(
            ProblemCode.INVALID_REQUEST,
            ProblemCode.INTERNAL,
            ProblemCode.BUSY,
            ProblemCode.UNAVAILABLE));
    if (route.scope().isPresent()) {
      codes.addAll(List.of(ProblemCode.UNAUTHENTICATED, ProblemCode.FORBIDDEN));
    }
    if (route.hasVariable()) {
      codes.add(ProblemCode.NOT_FOUND);
    }
    if (route.method().equals("POST") || route.method().equals("PATCH")) {
      codes.addAll(List.of(ProblemCode.TOO_LARGE, ProblemCode.UNSUPPORTED_MEDIA_TYPE));
    }
    if (Arrays.stream(route.handler().getParameters())
        .map(parameter -> parameter.getAnnotation(RequestHeader.class))
        .anyMatch(header -> header != null && header.name().equals("If-Match"))) {
      codes.add(ProblemCode.PRECONDITION_FAILED);
    }
    if (answers != null) {
      codes.addAll(List.of(answers.problems()));
      if (answers.ledger()) {
        codes.addAll(refusals());
      }
    }
    Map<Integer, Set<ProblemCode>> byStatus = new TreeMap<>();
    codes.forEach(
        code -> byStatus.computeIfAbsent(code.status(), status -> new TreeSet<>()).add(code));
    return byStatus;
  }
}
