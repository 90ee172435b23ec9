/** The kernel's elementary functions. They live with the contract because the robot's brain ships with them too. */
export * from '../../../agents/contract/numerics/detmath';
