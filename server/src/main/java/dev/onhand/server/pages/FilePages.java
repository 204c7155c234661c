package dev.onhand.server.pages;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.access.Scope;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.imports.FileChoices;
import dev.onhand.server.imports.RestingDesk;
import dev.onhand.server.imports.RestingDesk.Shown;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** A file that waits to be applied: how it is read, and what would come of it. */
@Controller
class FilePages {

  static final String PATH = "/imports/files/";

  /**
   * What files are written in, the likeliest first; whatever else is there is found by programs.
   */
  private static final List<String> CHARSETS =
      List.of(
          "UTF-8",
          "windows-1252",
          "ISO-8859-15",
          "x-MacRoman",
          "UTF-16LE",
          "UTF-16BE",
          "windows-1250",
          "windows-1251",
          "Shift_JIS",
          "GB18030");

  private static final List<String> REASONS =
      Arrays.stream(Reason.values())
          .filter(reason -> reason != Reason.REVERSAL)
          .map(Reason::code)
          .toList();

  private final Pages pages;
  private final RestingDesk desk;
  private final LocationCodes locations;

  FilePages(Pages pages, RestingDesk desk, LocationCodes locations) {
    this.pages = pages;
    this.desk = desk;
    this.locations = locations;
  }

  @GetMapping(PATH + "{id}")
  @Needs(Scope.STOCK_WRITE)
  View showFileOfImport(HttpServletRequest request, Caller caller, @PathVariable String id) {
    Shown shown = desk.find(caller, id);
    return shown.file().isApplied()
        ? Pages.redirect("/imports/" + shown.importId())
        : page(HttpServletResponse.SC_OK, request, caller, shown, shown.choices(), "");
  }

  /**
   * Has it read otherwise, says what would come of it, applies it, or forgets it.
   *
   * @param version that the form was made of
   */
  @PostMapping(PATH + "{id}")
  @Needs(value = Scope.STOCK_WRITE, isAudited = true)
  View dealWithFile(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "0") int version)
      throws IOException, InterruptedException {
    Shown shown = desk.find(caller, id);
    FileForm form = new FileForm(request, shown.choices());
    try {
      switch (action) {
        case "read" -> desk.read(caller, shown, version, form.kind(), form.charset());
        case "check" ->
            desk.check(caller, shown, version, form.choices(desk.columns(shown.choices().kind())));
        case "apply" -> {
          return Pages.redirect("/imports/" + desk.apply(caller, shown, version));
        }
        case "discard" -> {
          desk.discard(caller, shown);
          return Pages.redirect("/imports");
        }
        default ->
            throw ProblemException.invalid(
                "action", "action must be read, check, apply or discard");
      }
      return Pages.redirect(PATH + id + "#" + (action.equals("check") ? "check" : "columns"));
    } catch (ProblemException refused) {
      return refused(request, caller, id, action, form, refused);
    }
  }

  private View refused(
      HttpServletRequest request,
      Caller caller,
      String id,
      String action,
      FileForm form,
      ProblemException refused) {
    Shown now = desk.find(caller, id);
    boolean isConflict = refused.code() == ProblemCode.CONFLICT;
    if (action.equals("apply") && isConflict && now.importId() != null) {
      return Pages.redirect("/imports/" + now.importId());
    }
    FileChoices filled =
        action.equals("check") && !isConflict
            ? form.choices(desk.columns(now.choices().kind()))
            : now.choices();
    return page(refused.code().status(), request, caller, now, filled, Show.said(refused));
  }

  private View page(
      int status,
      HttpServletRequest request,
      Caller caller,
      Shown shown,
      FileChoices filled,
      String error) {
    @Nullable String run = shown.importId();
    return pages.page(
        status,
        pages.shell(request, caller, shown.file().name(), Shell.Section.IMPORTS),
        "file",
        Map.of(
            "shown",
            shown,
            "filled",
            filled,
            "form",
            new FileForm.Offered(
                desk.kinds(),
                CHARSETS,
                REASONS,
                locations.all(caller),
                desk.columns(filled.kind()),
                desk.isRetailer(filled.kind())),
            "path",
            PATH + shown.id(),
            "run",
            run == null ? "" : run,
            "error",
            error));
  }
}
