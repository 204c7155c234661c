package dev.onhand.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.pages.Visitor;
import dev.onhand.server.testing.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BackupsIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  @Test
  void saysThatADatabaseThatIsNotOursIsNotBackedUp() {
    Visitor owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    assertThat(owner.get("/settings/backups").body())
        .contains("is a server of your own, and Onhand makes no backup of it")
        .contains("href=\"/settings/backups\"");
  }
}
