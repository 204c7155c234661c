package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.operations.Backups;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** Whether there is a copy of it all, should this machine be lost. */
@Controller
class BackupPages {

  private final Pages pages;
  private final Backups backups;
  private final InstantSource clock;

  BackupPages(Pages pages, Backups backups, InstantSource clock) {
    this.pages = pages;
    this.backups = backups;
    this.clock = clock;
  }

  @GetMapping("/settings/backups")
  @Needs(Scope.SELLER_READ)
  View showBackups(HttpServletRequest request, Caller caller) {
    return pages.page(
        pages.shell(request, caller, "Backups", Shell.Section.SETTINGS),
        "backups",
        Map.of("state", backups.state(), "now", clock.instant()));
  }
}
