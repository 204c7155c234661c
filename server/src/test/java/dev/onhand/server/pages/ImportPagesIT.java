package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An import, looked at and undone by a person. */
class ImportPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  @Test
  void undoesWhatAFileRecordedAfterAPreview() {
    Visitor owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    assertThat(owner.get("/imports").body()).contains("Nothing was imported");
    Answer made =
        SERVER
            .admin()
            .upload(
                "/api/v1/imports?kind=movements&create=true&file_name=pallet.csv",
                """
                key,occurred_at,sku,location,reason,quantity,reference,note
                p-1,2026-11-01,TEA,shop,opening_stock,5,,
                """
                    .getBytes(StandardCharsets.UTF_8),
                "text/csv");
    String path = "/imports/" + made.at("/id");
    assertThat(owner.get("/imports").body()).contains("pallet.csv").contains(path);

    HttpResponse<String> preview =
        owner.post(path, "form_key", owner.field(path, "form_key"), "action", "preview");
    assertThat(preview.body()).contains("1 of 1 movements would be reversed");
    assertThat(SERVER.admin().get("/api/v1/stock/TEA").json().at("/on_hand").asLong()).isEqualTo(5);

    HttpResponse<String> undone =
        owner.post(path, "form_key", owner.field(path, "form_key"), "action", "undo");
    assertThat(undone.statusCode()).isEqualTo(303);
    assertThat(SERVER.admin().get("/api/v1/stock/TEA").json().at("/on_hand").asLong()).isZero();
    String undo = undone.headers().firstValue("Location").orElseThrow();
    assertThat(owner.get(undo).body()).contains("this import").doesNotContain("id=\"undo\"");
    assertThat(owner.get(path).body()).contains("undone");
    assertThat(owner.post(undo, "form_key", owner.field(path, "form_key"), "action", "undo").body())
        .contains("is an undo itself");
  }
}
