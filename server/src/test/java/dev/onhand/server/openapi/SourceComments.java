package dev.onhand.server.openapi;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the comments in the sources say of types, their components, and methods. */
final class SourceComments {

  /** By "Type", "Type.method()" or "Type.component". */
  private final Map<String, String> texts = new HashMap<>();

  private SourceComments() {}

  /** Reads all sources below a directory. */
  static SourceComments below(Path directory) {
    SourceComments comments = new SourceComments();
    try (Stream<Path> found = Files.walk(directory);
        StandardJavaFileManager manager =
            ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
      List<Path> files = found.filter(file -> file.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              ToolProvider.getSystemJavaCompiler()
                  .getTask(
                      null,
                      manager,
                      null,
                      List.of("-proc:none"),
                      null,
                      manager.getJavaFileObjectsFromPaths(files));
      for (CompilationUnitTree unit : task.parse()) {
        comments.new Reader(DocTrees.instance(task)).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return comments;
  }

  String type(Class<?> type) {
    return texts.getOrDefault(type.getSimpleName(), "");
  }

  String component(Class<?> type, String name) {
    return texts.getOrDefault(type.getSimpleName() + "." + name, "");
  }

  String method(Class<?> type, String name) {
    return texts.getOrDefault(type.getSimpleName() + "." + name + "()", "");
  }

  private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees trees;
    private final Deque<String> types = new ArrayDeque<>();

    Reader(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      types.addLast(type.getSimpleName().toString());
      DocCommentTree comment = comment();
      if (comment != null) {
        texts.put(types.getLast(), text(comment.getFullBody()));
        for (DocTree tag : comment.getBlockTags()) {
          if (tag instanceof ParamTree param) {
            texts.put(types.getLast() + "." + param.getName(), text(param.getDescription()));
          }
        }
      }
      super.visitClass(type, nothing);
      types.removeLast();
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      DocCommentTree comment = comment();
      if (comment != null) {
        texts.put(types.getLast() + "." + method.getName() + "()", text(comment.getFullBody()));
      }
      return super.visitMethod(method, nothing);
    }

    private @Nullable DocCommentTree comment() {
      TreePath path = getCurrentPath();
      Tree leaf = path.getLeaf();
      return leaf == null ? null : trees.getDocCommentTree(path);
    }
  }

  private static String text(List<? extends DocTree> trees) {
    return trees.stream()
        .map(
            tree ->
                switch (tree) {
                  case LiteralTree literal -> "`" + literal.getBody().getBody() + "`";
                  case LinkTree link -> link.getReference().getSignature();
                  default -> tree.toString();
                })
        .collect(Collectors.joining())
        .replaceAll("</?p>", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
