package dev.onhand.server.operations;

import dev.onhand.engine.access.Scope;
import dev.onhand.server.access.Needs;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the server says of its own condition, for {@code onhand doctor}. */
@RestController
class DoctorController {

  private final DatabaseDiagnosis database;

  DoctorController(DatabaseDiagnosis database) {
    this.database = database;
  }

  record Check(String check, String result, String detail) {}

  record DoctorBody(String object, String version, List<Check> checks) {}

  /** Looks at what the server stands on, and says what a person should mend. */
  @GetMapping(path = "/api/v1/doctor", produces = "application/json")
  @Needs(Scope.METRICS_READ)
  DoctorBody showDoctor() {
    List<Check> checks = new ArrayList<>();
    for (String problem : database.problems()) {
      checks.add(new Check("database", "failed", problem));
    }
    if (checks.isEmpty()) {
      checks.add(
          new Check(
              "database", "ok", "Its version, roles, grants and fences are as they should be."));
    }
    return new DoctorBody("doctor", Version.current(), checks);
  }
}
