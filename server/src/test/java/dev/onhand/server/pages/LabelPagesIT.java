package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.RunningServer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LabelPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final Pattern LABEL = Pattern.compile("<figure class=\"label\">");

  private static Visitor owner;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"TEA\",\"name\":\"Green <tea>\"}");
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"CUP\"}");
  }

  private static HttpResponse<String> labels(String lines) {
    return owner.get("/labels?lines=" + URLEncoder.encode(lines, StandardCharsets.UTF_8));
  }

  @Test
  void areAsManyAsAreAskedFor() {
    HttpResponse<String> page = labels("TEA,3\nCUP,2");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(LABEL.matcher(page.body()).results()).hasSize(5);
    assertThat(page.body()).contains("Green &lt;tea&gt;", Symbol.label("CUP").path());
    assertThat(labels("").body()).doesNotContain("class=\"label\"");
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(labels("NONE,1").statusCode()).isEqualTo(404);
    assertThat(labels("TEA,some").body()).contains("role=\"alert\"", "How many labels of TEA?");
    assertThat(labels("TEA,999\nCUP,2").body()).contains("more than 1000 labels");
    assertThat(labels("TEA").statusCode()).isEqualTo(400);
    assertThat(labels("TEA 3").body()).contains("Line 1 must be SKU,labels; it has 1 part.");
  }
}
