package dev.onhand.server.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {

  private static final byte[] TEN = "0123456789".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  private Uploads uploads(long bytesMax, long diskLeftMin) {
    return new Uploads(directory, bytesMax, diskLeftMin);
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  private static InputStream ten() {
    return new ByteArrayInputStream(TEN);
  }

  @Test
  void keepsAFileUntilItIsClosed() throws IOException {
    try (Uploads.Upload upload = uploads(10, 0).receive(ten(), 10)) {
      assertThat(upload.file()).hasBinaryContent(TEN);
      assertThat(upload.sha256())
          .isEqualTo("84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882");
    }
    assertThat(files()).isZero();
  }

  @Test
  void refusesAFileThatIsTooLargeBeforeOrWhileItComes() throws IOException {
    assertProblem(() -> uploads(9, 0).receive(ten(), 10), ProblemCode.TOO_LARGE);
    assertProblem(() -> uploads(9, 0).receive(ten(), -1), ProblemCode.TOO_LARGE);
    assertThat(files()).isZero();
  }

  @Test
  void leavesRoomOnTheDisk() throws IOException {
    long more = Files.getFileStore(directory).getTotalSpace() + 1;
    assertProblem(() -> uploads(10, more).receive(ten(), -1), ProblemCode.TOO_LARGE);
  }

  @Test
  void forgetsAFileWhoseSenderHungUp() throws IOException {
    InputStream broken =
        new InputStream() {
          private int left = 5;

          @Override
          public int read() throws IOException {
            if (left-- == 0) {
              throw new IOException("connection reset");
            }
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            bytes[offset] = (byte) read();
            return 1;
          }
        };
    assertProblem(() -> uploads(10, 0).receive(broken, 10), ProblemCode.INVALID_REQUEST);
    assertThat(files()).isZero();
  }

  @Test
  void removesWhatACrashLeft() throws IOException {
    Files.write(directory.resolve("import-123"), TEN);
    uploads(10, 0);
    assertThat(files()).isZero();
  }

  private static void assertProblem(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ProblemCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }
}
