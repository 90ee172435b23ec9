/** The kernel's random streams. They live with the contract because the robot's brain ships with them too. */
export * from '../../../agents/contract/numerics/random';
