package dev.onhand.gates;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What can be seen in source text only: how long a type or method is, and which SQL is built. */
final class Sources {
  /** A text that reads or changes rows. */
  private static final Pattern SQL =
      Pattern.compile(
          "\\s*(select\\s.*\\sfrom\\s|insert\\s+into\\s|update\\s.*\\sset\\s|delete\\s+from\\s|with\\s.*\\sas\\s).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** A type or a method, by its name such as {@code Decider.decide}, and its lines of code. */
  record Size(String name, boolean isMethod, int lines) {}

  /** What was found in the sources. */
  record Findings(List<Size> sizes, List<String> builtSql) {}

  private Sources() {}

  /** Every Java file below the folder of that name, such as {@code src/main}, of each module. */
  static List<Path> below(String folder) {
    List<Path> files = new ArrayList<>();
    for (Path module : Repository.modules()) {
      Path root = module.resolve(folder);
      if (Files.isDirectory(root)) {
        try (Stream<Path> found = Files.walk(root)) {
          found.filter(path -> path.toString().endsWith(".java")).sorted().forEach(files::add);
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
    }
    return files;
  }

  static Findings in(List<Path> files) {
    try (StandardJavaFileManager manager = manager()) {
      List<JavaFileObject> units = new ArrayList<>();
      manager.getJavaFileObjectsFromPaths(files).forEach(units::add);
      return scan(units);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Findings inText(String text) {
    return scan(
        List.of(
            new SimpleJavaFileObject(Path.of("Sample.java").toUri(), JavaFileObject.Kind.SOURCE) {
              @Override
              public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
              }
            }));
  }

  private static StandardJavaFileManager manager() {
    return ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
  }

  private static Findings scan(List<JavaFileObject> units) {
    Findings findings = new Findings(new ArrayList<>(), new ArrayList<>());
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, units);
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new Scanner(unit, Trees.instance(task).getSourcePositions(), findings).scan(unit, null);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return findings;
  }

  private static final class Scanner extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> lines;
    private final Findings findings;
    private final Deque<String> types = new ArrayDeque<>();

    Scanner(CompilationUnitTree unit, SourcePositions positions, Findings findings)
        throws IOException {
      this.unit = unit;
      this.positions = positions;
      this.lines = unit.getSourceFile().getCharContent(false).toString().lines().toList();
      this.findings = findings;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      types.addLast(type.getSimpleName().toString());
      findings.sizes().add(new Size(String.join(".", types), false, codeLines(type)));
      super.visitClass(type, nothing);
      types.removeLast();
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      String name = String.join(".", types) + "." + method.getName();
      findings.sizes().add(new Size(name, true, codeLines(method)));
      return super.visitMethod(method, nothing);
    }

    @Override
    public Void visitBinary(BinaryTree join, Void nothing) {
      if (join.getKind() == Tree.Kind.PLUS && !isConstant(join) && isSql(join)) {
        found(join);
        return null;
      }
      return super.visitBinary(join, nothing);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
      if (call.getMethodSelect() instanceof MemberSelectTree select) {
        boolean isFilled =
            switch (select.getIdentifier().toString()) {
              case "formatted", "replace", "replaceAll", "concat" -> isSql(select.getExpression());
              case "format", "append" -> call.getArguments().stream().anyMatch(Sources::isSql);
              default -> false;
            };
        if (isFilled) {
          found(call);
        }
      }
      return super.visitMethodInvocation(call, nothing);
    }

    private void found(Tree tree) {
      findings.builtSql().add(String.join(".", types) + ":" + firstLine(tree) + " " + tree);
    }

    private int codeLines(Tree tree) {
      long end = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
      return (int)
          lines.subList(firstLine(tree) - 1, (int) end).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("//") && !line.startsWith("*"))
              .filter(line -> !line.startsWith("/*"))
              .count();
    }

    private int firstLine(Tree tree) {
      LineMap map = unit.getLineMap();
      return (int) map.getLineNumber(positions.getStartPosition(unit, tree));
    }
  }

  private static boolean isSql(ExpressionTree expression) {
    return SQL.matcher(textOf(expression)).matches();
  }

  /** The text that an expression makes, with a dash for what is not known here. */
  private static String textOf(ExpressionTree expression) {
    return switch (expression) {
      case LiteralTree literal -> String.valueOf(literal.getValue());
      case BinaryTree join -> textOf(join.getLeftOperand()) + textOf(join.getRightOperand());
      case ParenthesizedTree parentheses -> textOf(parentheses.getExpression());
      default -> "-";
    };
  }

  /** True of a literal, of literals joined by +, and of a name in capitals. */
  private static boolean isConstant(ExpressionTree expression) {
    return switch (expression) {
      case LiteralTree literal -> true;
      case BinaryTree binary ->
          isConstant(binary.getLeftOperand()) && isConstant(binary.getRightOperand());
      case IdentifierTree identifier -> isConstantName(identifier.getName());
      case MemberSelectTree select -> isConstantName(select.getIdentifier());
      default -> false;
    };
  }

  private static boolean isConstantName(CharSequence name) {
    return name.chars().noneMatch(Character::isLowerCase);
  }
}
