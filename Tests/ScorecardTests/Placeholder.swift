// Written while its tests are on their way.
