/// What the factorizations of this module stand on.
public enum LinearAlgebra {
  /// Whether this machine has LAPACK, which is loaded when it is first needed.
  ///
  /// Where it is false, every function that factorizes or multiplies matrices stops the program: ask before
  /// the first of them, where users may be told to install `liblapack3`. On macOS it is part of the system.
  public static var isInstalled: Bool { LAPACK.isInstalled }
}
